/** Where keys and tokens come from, and how they are kept fresh. */
package dev.latchkey.providers.credential;
