#!/bin/bash
# Installs what the tests like to have from Debian, where that is allowed; says what is missing.
# Sourced by scripts/test.sh: sets `missing` (words by blanks).
set -u
want() { # want COMMAND PACKAGE
  command -v "$1" >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/"$1" >/dev/null 2>&1 || packages="${packages:-} $2"
}
packages=""
want chromium chromium
want initdb postgresql
want strace strace
missing=""
if [ -n "$packages" ]; then
  if [ "${TRIPOST_NO_SYSTEM:-0}" != 1 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null 2>&1
    # shellcheck disable=SC2086 # a list of words is meant
    apt-get install -y -qq --no-install-recommends $packages >/dev/null 2>&1 || true
  fi
  for package in $packages; do
    case $package in
      postgresql) command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql" ;;
      *) command -v "$package" >/dev/null || missing="$missing $package" ;;
    esac
  done
fi
