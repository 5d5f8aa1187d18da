-- Takes away what cargo_gate_policies.sql added, and nothing that only bears the same name.
begin;

do $$
begin
  if obj_description(to_regprocedure('public.cargo_gate_policies()'), 'pg_proc') = 'cargo identity gates: probe' then
    drop function public.cargo_gate_policies();
  end if;
end
$$;

commit;
