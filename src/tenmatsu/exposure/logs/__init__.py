"""Logs as witnesses: web server access logs and database audit logs, read line by line."""
