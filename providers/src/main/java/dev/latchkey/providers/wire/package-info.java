/**
 * What a wire is: how a request is written and how a reply is read. One sub-package per wire; none
 * of them knows HTTP, URLs or credentials.
 */
package dev.latchkey.providers.wire;
