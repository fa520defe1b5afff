package dev.latchkey.providers.net;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host. */
@FunctionalInterface
interface Lookup {
  /** As this machine does. */
  Lookup SYSTEM = InetAddress::getAllByName;

  /** All of them, at least one. Blocks. */
  InetAddress[] addresses(String host) throws UnknownHostException;
}
