-- The same as before for one entry, or for several of one subject; entries of as many subjects as
-- there are entries go in by three statements instead of three for each.
create or replace function gate_append(subjects regclass, entries json) returns bigint[]
language plpgsql as $$
declare
  ids bigint[] := '{}';
  new_id bigint;
  r record;
  moved bigint;
begin
  if json_array_length(entries) > 1 and
     (select count(*) = count(distinct subject) from json_to_recordset(entries) as e(subject bigint))
  then
    return gate_append_many(subjects, entries);
  end if;
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

create function gate_append_many(subjects regclass, entries json) returns bigint[]
language plpgsql as $$
declare
  ids bigint[];
  moved bigint;
begin
  with said as (
    select e.*, row_number() over () as place from json_to_recordset(entries) as e(
      subject bigint, seq integer, prev text, hash text, act text, outcome text, actor bigint,
      post text, delegation bigint, data json, at timestamptz, list_version text, key text)
  ), made as (
    insert into ledger_entry (subject, seq, prev, hash, act, outcome, actor, post, delegation,
                              data, at, list_version, key)
      select subject, seq, decode(prev, 'hex'), decode(hash, 'hex'), act, outcome, actor, post,
             delegation, data, at, list_version, key
        from said order by place
      returning id, subject
  )
  select array_agg(made.id order by said.place) into ids from said join made using (subject);
  insert into ledger_pending (entry) select unnest(ids);
  execute format('update %s t set seq = e.seq, head = decode(e.hash, ''hex'')'
                 ' from json_to_recordset($1) as e(subject bigint, seq integer, prev text, hash text)'
                 ' where t.id = e.subject and t.seq = e.seq - 1 and t.head = decode(e.prev, ''hex'')',
                 subjects) using entries;
  get diagnostics moved = row_count;
  if moved <> cardinality(ids) then
    raise exception '% chains of % have another head', cardinality(ids) - moved, subjects
      using errcode = 'serialization_failure';
  end if;
  return ids;
end $$;
