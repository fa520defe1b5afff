/**
 * From a provider's configuration to URLs and headers: validated once, errors name the field. No
 * request is made here.
 */
package dev.latchkey.providers.endpoint;
