/** How this machine reaches others: proxies, trust, and what it may not reach. */
package dev.latchkey.providers.net;
