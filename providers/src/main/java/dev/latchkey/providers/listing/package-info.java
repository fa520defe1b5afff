/** How providers are asked for their models, and how their answers are read. */
package dev.latchkey.providers.listing;
