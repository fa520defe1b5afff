package dev.latchkey.providers;

import org.jspecify.annotations.Nullable;

/**
 * What ties a reasoning block to the family that produced it.
 *
 * @param family who can read it back; a block is never replayed to another family
 * @param id the provider's id of the item, if it has one
 * @param data signature, encrypted content or redacted data, if any
 * @param field the JSON field the text came in (chat completions dialects differ), if it matters
 */
public record ReasoningSeal(
    Family family, @Nullable String id, @Nullable String data, @Nullable String field) {
  /** Who signed a reasoning block. */
  public enum Family {
    /** Chat completions dialects that want their reasoning text back. */
    COMPLETIONS,
    /** OpenAI Responses items with {@code encrypted_content}. */
    RESPONSES,
    /** Anthropic {@code thinking} blocks with a signature. */
    ANTHROPIC,
    /** Anthropic {@code redacted_thinking} blocks: data without text. */
    ANTHROPIC_REDACTED,
    /** Blocks of Anthropic's own tools, whole and as JSON: nobody else can read them. */
    ANTHROPIC_OWN
  }
}
