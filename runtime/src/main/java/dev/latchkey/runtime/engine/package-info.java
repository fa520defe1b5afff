/** The engine in this process: live sessions, their queues, tools, permissions and models. */
package dev.latchkey.runtime.engine;
