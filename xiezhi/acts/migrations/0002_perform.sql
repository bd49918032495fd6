-- Add entries, settle the duties that they fulfil, open those that they raise: one call per act.
--
-- `places` are those of `entries`, from 1, whose subjects may have open duties to settle; `acts`
-- the codes of these duties, null for every one. `raised` is an array of objects with the columns
-- of acts_prompt, and `place`, the entry that raises it. Returns what `gate_append` returns.
create function gate_perform(subjects regclass, entries json, settled timestamptz,
                             places integer[], acts text[], raised json) returns bigint[]
language plpgsql as $$
declare
  ids bigint[] := gate_append(subjects, entries);
begin
  if cardinality(places) = 1 then
    update acts_prompt set settled_by = ids[places[1]], settled_at = settled
     where subject = (entries -> (places[1] - 1) ->> 'subject')::bigint and settled_by is null
       and (acts is null or act = any(acts));
  elsif cardinality(places) > 1 then
    update acts_prompt p set settled_by = ids[w.place], settled_at = settled
      from (select e.subject, row_number() over () as place
              from json_to_recordset(entries) as e(subject bigint)) w
     where w.place = any(places) and p.subject = w.subject and p.settled_by is null
       and (acts is null or p.act = any(acts));
  end if;
  if json_array_length(raised) > 0 then
    insert into acts_prompt (subject, court, division, act, post, owed_by, due_on, raised_by,
                             raised_at)
      select r.subject, r.court, r.division, r.act, r.post, r.owed_by, r.due_on, ids[r.place],
             settled
        from json_to_recordset(raised) as r(
          place integer, subject bigint, court bigint, division bigint, act text, post text,
          owed_by bigint, due_on date);
  end if;
  return ids;
end $$;
