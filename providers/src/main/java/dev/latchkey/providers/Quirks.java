package dev.latchkey.providers;

import java.util.Map;
import java.util.Set;

/**
 * How one endpoint (or model) deviates from its wire. Flat, with defaults that suit an unknown
 * compatible server; set by the endpoint, later by configuration or by what a 400 taught.
 *
 * @param outputCap the field that caps generated tokens
 * @param systemRole the role instructions are sent under
 * @param emptyContent what stands for an assistant message's text when there are only calls
 * @param streaming false: the endpoint must be called without {@code stream}
 * @param streamUsage ask for usage in streams ({@code stream_options.include_usage})
 * @param thinkTags read a leading {@code <think>...</think>} in text as reasoning
 * @param replayReasoning send reasoning text back on the wire it came from
 * @param media pictures and documents may be sent; otherwise a note takes their place
 * @param toolMedia media may stand inside tool results; otherwise they follow in a user message
 * @param promptCaching mark or key the stable prefix for the provider's prompt cache
 * @param cacheKey send {@code prompt_cache_key} on Chat Completions too
 * @param encryptedReasoning ask for reasoning in encrypted form to replay it (Responses)
 * @param contentWithCalls an assistant message may hold text beside calls; otherwise the text stays
 *     away
 * @param requireReasoning every assistant message with calls needs reasoning, an empty one if none
 * @param alwaysStream true: the endpoint must be called with {@code stream}
 * @param textCalls recognise calls that a model writes as text, in the tags of Hermes, Qwen, Kimi,
 *     Llama and Mistral
 * @param structuredOutput the schema of an answer goes into the field the wire has for it;
 *     otherwise into the instructions
 * @param structuredWithTools so it does beside tools too: servers that force the format on all a
 *     model writes keep it from calling tools
 * @param interleavedThinking name the beta by which models with a thinking budget may think between
 *     tool calls (Anthropic)
 * @param outputLimit the most the endpoint takes as a cap on generated tokens; 0 when unknown
 * @param omit top-level body fields never to send, whatever else says so
 * @param catalogIds by wire name, the well-known id of models whose wire name says nothing of what
 *     they can do, such as the name of a deployment
 */
public record Quirks(
    OutputCap outputCap,
    SystemRole systemRole,
    EmptyContent emptyContent,
    boolean streaming,
    boolean streamUsage,
    boolean thinkTags,
    boolean replayReasoning,
    boolean media,
    boolean toolMedia,
    boolean promptCaching,
    boolean cacheKey,
    boolean encryptedReasoning,
    boolean contentWithCalls,
    boolean requireReasoning,
    boolean alwaysStream,
    boolean textCalls,
    boolean structuredOutput,
    boolean structuredWithTools,
    boolean interleavedThinking,
    int outputLimit,
    Set<String> omit,
    Map<String, String> catalogIds) {

  /** What an unknown compatible server is assumed to do. */
  public static final Quirks DEFAULT = new Builder().build();

  /** The field that caps generated tokens in Chat Completions. */
  public enum OutputCap {
    MAX_TOKENS("max_tokens"),
    MAX_COMPLETION_TOKENS("max_completion_tokens");

    private final String field;

    OutputCap(String field) {
      this.field = field;
    }

    public String field() {
      return field;
    }
  }

  /** The role of instructions in Chat Completions. */
  public enum SystemRole {
    SYSTEM("system"),
    DEVELOPER("developer"),
    /** For models that know no instructions: they come first in the user's name. */
    USER("user");

    private final String wireName;

    SystemRole(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }
  }

  /** How an assistant message without text is written. */
  public enum EmptyContent {
    /** {@code "content":null}. */
    NULL,
    /** {@code "content":""}. */
    EMPTY_STRING,
    /** No {@code content} field. */
    ABSENT
  }

  public Quirks {
    omit = Set.copyOf(omit);
    catalogIds = Map.copyOf(catalogIds);
  }

  /** The id to judge a model by. */
  public String catalogId(String wireModel) {
    return catalogIds.getOrDefault(wireModel, wireModel);
  }

  /** A builder that starts from these quirks. */
  public Builder with() {
    return new Builder(this);
  }

  /** Changes some quirks. */
  public static final class Builder {
    private OutputCap outputCap = OutputCap.MAX_TOKENS;
    private SystemRole systemRole = SystemRole.SYSTEM;
    private EmptyContent emptyContent = EmptyContent.NULL;
    private boolean streaming = true;
    private boolean streamUsage = true;
    private boolean thinkTags = true;
    private boolean replayReasoning = true;
    private boolean media = true;
    private boolean toolMedia;
    private boolean promptCaching = true;
    private boolean cacheKey;
    private boolean encryptedReasoning = true;
    private boolean contentWithCalls = true;
    private boolean requireReasoning;
    private boolean alwaysStream;
    private boolean textCalls;
    private boolean structuredOutput = true;
    private boolean structuredWithTools;
    private boolean interleavedThinking;
    private int outputLimit;
    private Set<String> omit = Set.of();
    private Map<String, String> catalogIds = Map.of();

    private Builder() {}

    private Builder(Quirks from) {
      outputCap = from.outputCap;
      systemRole = from.systemRole;
      emptyContent = from.emptyContent;
      streaming = from.streaming;
      streamUsage = from.streamUsage;
      thinkTags = from.thinkTags;
      replayReasoning = from.replayReasoning;
      media = from.media;
      toolMedia = from.toolMedia;
      promptCaching = from.promptCaching;
      cacheKey = from.cacheKey;
      encryptedReasoning = from.encryptedReasoning;
      contentWithCalls = from.contentWithCalls;
      requireReasoning = from.requireReasoning;
      alwaysStream = from.alwaysStream;
      textCalls = from.textCalls;
      structuredOutput = from.structuredOutput;
      structuredWithTools = from.structuredWithTools;
      interleavedThinking = from.interleavedThinking;
      outputLimit = from.outputLimit;
      omit = from.omit;
      catalogIds = from.catalogIds;
    }

    public Builder outputCap(OutputCap value) {
      outputCap = value;
      return this;
    }

    public Builder systemRole(SystemRole value) {
      systemRole = value;
      return this;
    }

    public Builder emptyContent(EmptyContent value) {
      emptyContent = value;
      return this;
    }

    public Builder streaming(boolean value) {
      streaming = value;
      return this;
    }

    public Builder streamUsage(boolean value) {
      streamUsage = value;
      return this;
    }

    public Builder thinkTags(boolean value) {
      thinkTags = value;
      return this;
    }

    public Builder replayReasoning(boolean value) {
      replayReasoning = value;
      return this;
    }

    public Builder media(boolean value) {
      media = value;
      return this;
    }

    public Builder toolMedia(boolean value) {
      toolMedia = value;
      return this;
    }

    public Builder promptCaching(boolean value) {
      promptCaching = value;
      return this;
    }

    public Builder cacheKey(boolean value) {
      cacheKey = value;
      return this;
    }

    public Builder encryptedReasoning(boolean value) {
      encryptedReasoning = value;
      return this;
    }

    public Builder contentWithCalls(boolean value) {
      contentWithCalls = value;
      return this;
    }

    public Builder requireReasoning(boolean value) {
      requireReasoning = value;
      return this;
    }

    public Builder alwaysStream(boolean value) {
      alwaysStream = value;
      return this;
    }

    public Builder textCalls(boolean value) {
      textCalls = value;
      return this;
    }

    public Builder structuredOutput(boolean value) {
      structuredOutput = value;
      return this;
    }

    public Builder structuredWithTools(boolean value) {
      structuredWithTools = value;
      return this;
    }

    public Builder interleavedThinking(boolean value) {
      interleavedThinking = value;
      return this;
    }

    public Builder outputLimit(int value) {
      outputLimit = value;
      return this;
    }

    public Builder omit(Set<String> value) {
      omit = value;
      return this;
    }

    public Builder catalogIds(Map<String, String> value) {
      catalogIds = value;
      return this;
    }

    public Quirks build() {
      return new Quirks(
          outputCap,
          systemRole,
          emptyContent,
          streaming,
          streamUsage,
          thinkTags,
          replayReasoning,
          media,
          toolMedia,
          promptCaching,
          cacheKey,
          encryptedReasoning,
          contentWithCalls,
          requireReasoning,
          alwaysStream,
          textCalls,
          structuredOutput,
          structuredWithTools,
          interleavedThinking,
          outputLimit,
          omit,
          catalogIds);
    }
  }
}
