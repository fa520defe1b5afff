/**
 * The neutral vocabulary of model calls: a {@link dev.latchkey.providers.ModelRequest} goes in, a
 * {@link dev.latchkey.providers.ModelStream} of {@link dev.latchkey.providers.ModelEvent}s comes
 * out, whatever the provider speaks.
 */
package dev.latchkey.providers;
