/** Who carries requests to providers: this process itself, or somebody it asks. */
package dev.latchkey.providers.courier;
