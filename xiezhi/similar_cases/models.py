"""Published judgments as rows; parties by the names under which they were published."""

from django.db import models

from xiezhi.cases.models import Case
from xiezhi.law.terms import Area, Instance, Level, Procedure
from xiezhi.people.models import Person

SHA256_HEX_DIGITS = 64


class Judgment(models.Model):
    """裁判文书: one published judgment, read once and never changed."""

    number = models.TextField("案号")
    document_type = models.TextField("文书类型")
    title = models.TextField("标题")
    court = models.TextField("法院")
    court_code = models.TextField("法院代字", blank=True)
    level = models.TextField("法院层级", choices=Level.choices())
    area = models.TextField("领域", choices=Area.choices())
    instance = models.TextField("审级", choices=Instance.choices())
    cause = models.TextField("案由")
    cause_code = models.TextField("案由代码", blank=True)
    causes = models.JSONField("全部案由")
    """List of {name, code, source}; the first is `cause`."""
    procedure = models.TextField("适用程序", choices=Procedure.choices(), blank=True)
    procedure_source = models.TextField("程序读取依据", blank=True)
    filed_on = models.DateField("受理日期", null=True)
    judged_on = models.DateField("裁判日期", null=True)
    effective = models.BooleanField("已生效", null=True)
    """None where the judgment may have been appealed and its text does not tell."""
    parties = models.JSONField("当事人")
    """List of {role, role_text, name, kind}."""
    bench = models.JSONField("审判人员")
    """List of {role_text, name}."""
    articles = models.JSONField("引用法条")
    """List of 《law》第n条, as the judgment cites them."""
    text = models.TextField("正文")
    sections = models.JSONField("各部分")
    """List of [name, start, end] in characters of `text`."""
    sha256 = models.TextField("正文摘要", unique=True)
    imported_at = models.DateTimeField("导入时间")

    class Meta:
        """A judgment stands once: by its number and kind, and by its text."""

        db_table = "similar_cases_judgment"
        constraints = [
            models.UniqueConstraint(
                fields=["number", "document_type"], name="similar_cases_judgment_once"
            ),
            models.CheckConstraint(
                condition=models.Q(sha256__regex=rf"^[0-9a-f]{{{SHA256_HEX_DIGITS}}}$"),
                name="similar_cases_judgment_digest",
            ),
        ]
        indexes = [
            models.Index(fields=["-judged_on", "-id"], name="similar_cases_by_day"),
            models.Index(
                fields=["area", "cause_code", "-judged_on"], name="similar_cases_by_cause"
            ),
            models.Index(fields=["court", "-judged_on"], name="similar_cases_by_court"),
        ]

    def __str__(self) -> str:
        return self.number


class Search(models.Model):
    """类案检索记录: what was asked for a case and which judgments were found, by whom."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="searches")
    query = models.TextField()
    found = models.JSONField(default=list)
    """Ids of judgments, in the order in which they were found."""
    corpus_size = models.PositiveIntegerField(default=0)
    """How many judgments there were to find."""
    note = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Searches are read by case."""

        indexes = [models.Index("case", name="search_of_case")]
