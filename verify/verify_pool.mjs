// Check a whole pool that a receipt of a lot opens (候选名单): that it is the one that was sealed.
// Used by verify_lot.mjs; order and salts follow from the court's one answer, so nobody chose them.

import { b, fromHex, inOne, leaf, node, number, tagged } from "./verify_lot.mjs";
import { encoder, exactly, hex, join, need, same } from "./verify_receipt.mjs";
import { verifyVrf } from "./verify_vrf.mjs";

/** Throws where the rows and the court's proof do not make the pool of the commitment `c`. */
export function checkPool({ master, rows }, c) {
  const [court, lineage] = [c.court, c.lineage].map((text) => b(encoder.encode(text)));
  const lot = tagged("lot/master/1", court, lineage, number(c.round, 2), [c.seat], c.filing);
  const secret = verifyVrf(c.keys[0], lot, fromHex(master)).slice(0, 32);
  const names = rows.map(({ id }) => hex(encoder.encode(id)));
  need(names.every((name, at) => !at || names[at - 1] < name), "the rows are in another order");
  const leaves = rows.map((row) => {
    exactly(row, ["id", "reason", "weight"], "a row has id, reason and weight");
    inOne(row);
    const id = b(encoder.encode(row.id));
    const salt = tagged("lot/salt/1", secret, id).slice(0, 16);
    return [hex(salt), leaf(row.weight, join(id, [row.reason], number(row.weight, 4), salt))];
  });
  let level = leaves.sort(([x], [y]) => (x < y ? -1 : 1)).map(([, one]) => one);
  const pair = (_, at) => level.slice(2 * at, 2 * at + 2).reduce(node);
  while (level.length > 1) level = Array.from({ length: Math.ceil(level.length / 2) }, pair);
  const [[total, root]] = level;
  need(rows.length === c.listed && total === c.total && same(root, c.root)
    && rows.filter(({ weight }) => weight).length === c.eligible, "another pool was sealed");
}
