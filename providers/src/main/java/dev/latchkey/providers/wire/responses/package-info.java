/** The OpenAI Responses wire over HTTP: items in, items out, nothing stored at the provider. */
package dev.latchkey.providers.wire.responses;
