/** The Anthropic Messages wire: strictly alternating turns of typed blocks. */
package dev.latchkey.providers.wire.anthropic;
