#!/bin/bash
# All tests: Python on SQLite and on PostgreSQL, TypeScript, browser. One closing line says what
# could not be run here.
cd "$(dirname "$0")/.." || exit 1
. scripts/system.sh
failed=0
step() { echo "== $1"; shift; "$@" || { failed=1; echo "== FAILED: $*"; }; }

step "Python, on SQLite" .venv/bin/pytest -q -n 2 --dist loadgroup -m "not browser and not postgres"
case " $missing " in
  *" postgresql "*) ;;
  *) step "Python, on PostgreSQL" env TRIPOST_TEST_POSTGRES=1 .venv/bin/pytest -q -n 2 -m "django_db and not browser and not storm"
     step "Kills, on PostgreSQL" .venv/bin/pytest -q -m "postgres and storm" -k "not 2000" ;;
esac
case " $missing " in
  *" chromium "*) ;;
  *) step "Browser" .venv/bin/pytest -q -m "browser" ;;
esac
step "TypeScript" env PATH="$PWD/.venv/node/bin:$PATH" npm --prefix web/app test --silent
if [ -n "$missing" ]; then
  echo "Skipped, because it is not installed here:$missing (as root on Debian it is installed, unless TRIPOST_NO_SYSTEM=1)."
else
  echo "Nothing was skipped for want of a program."
fi
exit $failed
