"""索引页: a page inside the package, to read the file offline in any browser; no script."""

from html import escape

from xiezhi.archives.manifest import Entry, Manifest
from xiezhi.law.terms import CaseKind, Procedure, Volume

_STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.7 "Noto Serif CJK SC","SimSun",serif}
body{max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem;text-align:center}h2{font-size:1.2rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid;padding:.3rem .6rem;text-align:left}
code{font-size:.75rem;word-break:break-all}.n{text-align:right;white-space:nowrap}
"""


def index_page(manifest: Manifest) -> bytes:
    """Return the page; it follows from the manifest alone."""
    facts = (
        ("案号", manifest.number),
        ("法院", manifest.court),
        ("案件类型", CaseKind(manifest.kind).label),
        ("审理程序", Procedure(manifest.procedure).label),
        ("案由", manifest.cause),
        ("结案日期", manifest.closed_on),
        ("保管期限", manifest.retention),
        ("立卷人、检查人", f"{manifest.compiled_by}、{manifest.checked_by}"),
        ("封装时间", manifest.packed_at),
    )
    rows = "".join(f"<tr><th>{name}</th><td>{escape(value)}</td></tr>" for name, value in facts)
    volumes = "".join(_volume(manifest, volume) for volume in Volume)
    return (
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(manifest.number)}</title><style>{_STYLE}</style>"
        f"<h1>电子档案　{escape(manifest.number)}</h1><table>{rows}</table>{volumes}"
        "<p>核验：<code>xiezhi verify</code> 加本档案包的文件名，不需要数据库和网络。</p></html>\n"
    ).encode()


def _volume(manifest: Manifest, volume: Volume) -> str:
    files = [entry for entry in manifest.files if entry.volume == volume.value]
    if not files:
        return ""
    head = "<tr><th>序号<th>文书<th>页次<th>SHA-256</tr>"
    rows = "".join(_row(number, entry) for number, entry in enumerate(files, 1))
    return f"<h2>{volume.label}</h2><table>{head}{rows}</table>"


def _row(number: int, entry: Entry) -> str:
    name = escape(entry.name)
    shown = f"{name}（已密封）" if entry.sealed else f'<a href="{escape(entry.path)}">{name}</a>'
    last = entry.first + entry.pages - 1
    pages = (
        f"{entry.first}–{last}" if entry.first and last > entry.first else str(entry.first or "")
    )
    return (
        f'<tr><td class="n">{number}<td>{shown}<td class="n">{pages}'
        f"<td><code>{entry.sha256}</code></tr>"
    )
