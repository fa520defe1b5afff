/** What models there are: asked of providers, and found on this machine. */
package dev.latchkey.providers.discovery;
