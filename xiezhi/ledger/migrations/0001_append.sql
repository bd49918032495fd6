-- Add entries, note them for the sequencer, move the heads of their subjects: one call per act.
--
-- `entries` is an array of objects with the columns of ledger_entry, hashes in hex, the entries of
-- one subject in their order. The caller holds the locks of the subjects' rows of the one table
-- `subjects`. Returns the new ids in the order of `entries`. Where a head is not the one that an
-- entry was chained to, 40001 (serialization_failure) is raised.
create function gate_append(subjects regclass, entries json) returns bigint[]
language plpgsql as $$
declare
  ids bigint[] := '{}';
  new_id bigint;
  r record;
  moved bigint;
begin
  for r in
    select * from json_to_recordset(entries) as e(
      subject bigint, seq integer, prev text, hash text, act text, outcome text, actor bigint,
      post text, delegation bigint, data json, at timestamptz, list_version text, key text)
  loop
    insert into ledger_entry (subject, seq, prev, hash, act, outcome, actor, post, delegation,
                              data, at, list_version, key)
      values (r.subject, r.seq, decode(r.prev, 'hex'), decode(r.hash, 'hex'), r.act, r.outcome,
              r.actor, r.post, r.delegation, r.data, r.at, r.list_version, r.key)
      returning id into new_id;
    insert into ledger_pending (entry) values (new_id);
    execute format('update %s set seq = $1, head = decode($2, ''hex'')'
                   ' where id = $3 and seq = $1 - 1 and head = decode($4, ''hex'')', subjects)
      using r.seq, r.hash, r.subject, r.prev;
    get diagnostics moved = row_count;
    if moved <> 1 then
      raise exception 'the chain of % % has another head', subjects, r.subject
        using errcode = 'serialization_failure';
    end if;
    ids := ids || new_id;
  end loop;
  return ids;
end $$;
