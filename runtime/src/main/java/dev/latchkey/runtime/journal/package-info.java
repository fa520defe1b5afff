/**
 * The journal of a live session: gives events their place, writes them once, tells the subscribers.
 */
package dev.latchkey.runtime.journal;
