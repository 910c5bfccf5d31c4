-- Two roles for PostgreSQL: the owner migrates, the service itself runs with less.
--
-- As a superuser, once:   CREATE ROLE comments_owner LOGIN PASSWORD '…';
--                         CREATE ROLE comments_app LOGIN PASSWORD '…';
--                         CREATE DATABASE comments OWNER comments_owner;
-- With each release, as the owner:  python manage.py migrate   and then this file, by psql.
--
-- The service can neither drop a trigger nor delete a comment, a decision, a review or a policy.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO comments_app;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO comments_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO comments_app;
REVOKE INSERT, UPDATE ON django_migrations FROM comments_app;
REVOKE UPDATE ON moderation_decision, moderation_review FROM comments_app;
GRANT DELETE ON comments_contact, comments_allowance, comments_addresskey, comments_host,
    django_session, auth_user_groups, auth_user_user_permissions, auth_group_permissions,
    axes_accessattempt, axes_accesslog, axes_accessfailurelog, otp_totp_totpdevice
    TO comments_app;
