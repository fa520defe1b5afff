/** The agent loop: what happens between a user's message and the end of the run. */
package dev.latchkey.runtime.loop;
