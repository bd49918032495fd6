-- Nobody changes or removes what the ledger holds, not even the owner of the tables. A superuser
-- can switch the triggers off: `xiezhi ledger fsck` finds what he does then.
create function ledger_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger only grows: % on % is refused', tg_op, tg_table_name
    using errcode = 'insufficient_privilege', hint = 'A correction is another act.';
end $$;

create trigger ledger_only_grows before update or delete or truncate on ledger_entry
  for each statement execute function ledger_refuse();
create trigger ledger_only_grows before update or delete or truncate on ledger_leaf
  for each statement execute function ledger_refuse();
create trigger ledger_only_grows before update or delete or truncate on ledger_node
  for each statement execute function ledger_refuse();
create trigger ledger_only_grows before update or delete or truncate on ledger_checkpoint
  for each statement execute function ledger_refuse();
create trigger ledger_only_grows before update or delete or truncate on ledger_log
  for each statement execute function ledger_refuse();
-- The sequencer empties `pending` row by row, in the transaction that adds the leaves.
create trigger ledger_only_grows before update or truncate on ledger_pending
  for each statement execute function ledger_refuse();

alter table ledger_entry
  add constraint ledger_entry_hashes check (octet_length(prev) = 32 and octet_length(hash) = 32);
alter table ledger_leaf
  add constraint ledger_leaf_hash check
    (octet_length(hash) = 32 and index between 0 and 1::bigint << 62);
alter table ledger_node
  add constraint ledger_node_hash check
    (octet_length(hash) = 32 and level <= 62 and index between 0 and 1::bigint << 62);
