-- Takes away what cargo_gate_probe.sql added, and nothing that only bears the same name.
begin;

do $$
begin
  if obj_description(to_regclass('public.org_documents'), 'pg_class') = 'cargo identity gates: probe' then
    drop table public.org_documents;
  end if;
  if obj_description(to_regprocedure('public.cargo_gate_probe()'), 'pg_proc') = 'cargo identity gates: probe' then
    drop function public.cargo_gate_probe();
  end if;
  if obj_description(to_regprocedure('public.cargo_gate_organisations()'), 'pg_proc') = 'cargo identity gates: probe' then
    drop function public.cargo_gate_organisations();
  end if;
end
$$;

commit;
