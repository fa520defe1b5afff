/** Reads what a provider's object {@code latchkey} says of credentials, network and limits. */
package dev.latchkey.providers.config;
