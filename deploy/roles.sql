-- 最小权限的角色。由建表的角色或数据库管理员在 init 之后运行一次，升级后再运行一次：
--   psql -d zhengxie -v ON_ERROR_STOP=1 -f deploy/roles.sql
--   psql -d zhengxie -c "ALTER ROLE cockpit LOGIN PASSWORD '…'"
-- 驾驶舱用 cockpit 运行。建表、升级、移出旧日志（audit --move-to）用建表的角色。
-- cockpit：读台账；写自己的表；操作日志、规则和对照的历史只能增，不能改、不能删。
-- cockpit_writer：再加写台账。要在数据归集页上导入的，GRANT cockpit_writer TO cockpit；只读接入的不给。

DO $$
DECLARE
  role_name text;
  table_name text;
  own text[] := ARRAY['accounts', 'account_scopes', 'tokens', 'sessions', 'saved_views', 'presentations', 'annotations',
                      'mappings', 'reminders', 'subscriptions', 'notices'];
BEGIN
  FOREACH role_name IN ARRAY ARRAY['cockpit', 'cockpit_writer'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
      EXECUTE format('CREATE ROLE %I NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', role_name);
    END IF;
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA public FROM %I', role_name);
    EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM %I', role_name);
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), role_name);
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', role_name);
    EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO %I', role_name);
  END LOOP;
  REVOKE CREATE ON SCHEMA public FROM PUBLIC;

  GRANT SELECT ON ALL TABLES IN SCHEMA public TO cockpit;
  FOREACH table_name IN ARRAY own LOOP
    EXECUTE format('GRANT INSERT, UPDATE, DELETE ON %I TO cockpit', table_name);
  END LOOP;
  GRANT INSERT ON acts, revisions TO cockpit;
  GRANT INSERT, UPDATE ON acts_ends TO cockpit;

  FOR table_name IN SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
      AND c.relname NOT IN ('acts', 'acts_ends', 'revisions', 'alembic_version') AND c.relname <> ALL (own) LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO cockpit_writer', table_name);
  END LOOP;
END $$;
