/**
 * Model calls over HTTP: one attempt, the one retry layer, the four time limits, and what to tell
 * people when it fails.
 */
package dev.latchkey.providers.call;
