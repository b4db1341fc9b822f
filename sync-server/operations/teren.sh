#!/bin/sh
# Runs a command of Teren with the settings, the account and the version of the service:
#   teren invite --member "Petra Vaňková"
set -eu
settings=${TEREN_SETTINGS:-/etc/teren/teren.env}
version=${TEREN_VERSION:-/opt/teren/current}
while IFS= read -r line || [ -n "$line" ]; do
  case $line in
    '' | '#'*) ;;
    # Each value whole, as the service reads it: a shell would take spaces and signs in it for its own.
    *) export "$line" ;;
  esac
done < "$settings"
cd "$version"
if [ "$(id -u)" = 0 ] && [ "${TEREN_ACCOUNT:-teren}" != root ]; then
  exec setpriv --reuid "${TEREN_ACCOUNT:-teren}" --regid "${TEREN_ACCOUNT:-teren}" --clear-groups \
    node_modules/.bin/node sync-server/main.ts "$@"
fi
exec node_modules/.bin/node sync-server/main.ts "$@"
