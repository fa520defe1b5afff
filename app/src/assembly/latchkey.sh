#!/bin/sh
# The latchkey command. JVM messages go to standard error: standard output belongs to the protocol.
self=$0
while [ -h "$self" ]; do
  link=$(readlink "$self")
  case $link in
    /*) self=$link ;;
    *) self=${self%/*}/$link ;;
  esac
done
case $self in
  */*) home=${self%/*}/.. ;;
  *) home=.. ;;
esac
exec "$home/image/bin/java" -Xlog:disable -Xlog:all=warning:stderr @FLAGS@ \
  -XX:AOTCache="$home/image/lib/@CACHE@" ${LATCHKEY_JAVA_OPTS-} -m @MAIN@ "$@"
