/** What models can do: one table of well-known ones, and what is known besides, with its origin. */
package dev.latchkey.providers.catalogue;
