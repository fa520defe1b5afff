package dev.latchkey.providers.dialect;

import dev.latchkey.providers.Quirks;
import dev.latchkey.providers.Quirks.SystemRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may be done about one complaint, best first. A suggestion that does not change the request
 * is passed over by whoever tries them, so suggesting too much does no harm; what carries the
 * user's meaning (messages, tools, the model) is never dropped.
 */
final class Lessons {
  private static final Set<String> NEVER_DROPPED =
      Set.of("model", "messages", "input", "tools", "system", "instructions", "image", "images");
  private static final Set<String> FORMATS = Set.of("response_format", "text", "output_config");
  private static final Set<String> REASONING =
      Set.of("reasoning_content", "reasoning", "reasoning_details", "reasoning_text");

  /** Only words like these mean that a field as such is unwelcome, and not its value. */
  private static final Pattern UNWELCOME =
      Pattern.compile(
          "unsupported|not support|unknown|unrecogni[sz]ed|unexpected|not permitted|not allowed|"
              + "forbidden|extra inputs|no such|cannot find field|deprecated|additional propert|"
              + "invalid (parameter|argument|field|param)|only the default|not recogni[sz]ed");

  /** A cap that is welcome but too high: {@code max_tokens: 99999 > 8192}, "at most 16384". */
  private static final Pattern CAP =
      Pattern.compile(
          "(?:at most|maximum (?:value )?(?:is|of|allowed)|less than or equal to|<=|up to|>"
              + "|between \\d+ and|range \\[\\d+,)\\s*:?\\s*(\\d[\\d,_]*)");

  private final Complaint complaint;
  private final Quirks quirks;
  private final List<Lesson> lessons = new ArrayList<>();

  private Lessons(Complaint complaint, Quirks quirks) {
    this.complaint = complaint;
    this.quirks = quirks;
  }

  static List<Lesson> from(Complaint complaint, Quirks quirks) {
    Lessons found = new Lessons(complaint, quirks);
    List<String> steps = complaint.steps();
    if (steps.isEmpty()) {
      found.byWords();
    } else {
      found.byField(steps.getFirst(), steps.getLast());
    }
    return found.lessons;
  }

  private void byField(String top, String last) {
    boolean inMessages = top.equals("messages") || top.equals("input");
    if (FORMATS.contains(top)) {
      format(top, last);
    } else if (last.equals("ttl")) {
      add(Lesson.omit("cache_control.ttl"));
    } else if (last.equals("cache_control")) {
      add(Lesson.of("promptCaching", false));
    } else if (last.equals("strict")) {
      add(Lesson.omit("tools.strict"));
    } else if (last.equals("role")) {
      role();
    } else if (last.equals("extra_content")) {
      add(Lesson.omit(last));
    } else if (REASONING.contains(last) && (inMessages || !last.equals("reasoning"))) {
      reasoningInMessages();
    } else if (last.equals("content") || last.equals("output") || inMessages) {
      content();
    } else {
      field(top);
    }
  }

  /**
   * The schema of an answer: without the strict mode, else in words. A complaint about the schema
   * itself says nothing of the next one.
   */
  private void format(String top, String last) {
    boolean effort = last.equals("effort") || complaint.says("effort");
    if (top.equals("output_config") && effort) {
      unwelcome(Lesson.omit(top));
      return;
    }
    boolean ofSchema = complaint.says("invalid schema", "schema must", "schema for", "in schema");
    Lesson loose = Lesson.omit("response_format.strict");
    Lesson words = Lesson.of("structuredOutput", false);
    if (ofSchema || complaint.says("strict")) {
      add(ofSchema ? loose.once() : loose);
    }
    add(ofSchema ? words.once() : words);
    unwelcome(Lesson.omit(top));
  }

  private void byWords() {
    if (complaint.says("response_format", "json_schema", "structured output")) {
      add(Lesson.of("structuredOutput", false));
    }
    if (complaint.says("role")) {
      role();
    }
    content();
    if (complaint.says("encrypted")) {
      add(Lesson.of("encryptedReasoning", false));
    }
    if (complaint.says("stream")) {
      stream();
    }
  }

  private void reasoningInMessages() {
    boolean missing = complaint.says("missing", "required", "must be");
    if (missing && !UNWELCOME.matcher(complaint.words()).find()) {
      add(Lesson.of("requireReasoning", true));
    } else {
      add(Lesson.of("replayReasoning", false));
    }
  }

  private void role() {
    boolean developer = quirks.systemRole() == SystemRole.DEVELOPER;
    if (complaint.says("system role not supported", "does not support system")) {
      add(Lesson.of("systemRole", "user"));
    }
    add(Lesson.of("systemRole", developer ? "system" : "developer"));
    add(Lesson.of("systemRole", "user"));
  }

  private void content() {
    if (complaint.says("but not both", "content and tool_calls", "content or tool_calls")) {
      add(Lesson.of("contentWithCalls", false));
    }
    if (complaint.says("image", "vision", "multimodal", "modalit")) {
      add(Lesson.of("toolMedia", false));
      add(Lesson.of("media", false));
    }
    if (complaint.says("valid string", "null", "none", "missing", "required", "must be a string")) {
      add(Lesson.of("emptyContent", "empty"));
    }
    if (complaint.says("non-empty", "empty content", "cannot be empty")) {
      add(Lesson.of("emptyContent", "null"));
      add(Lesson.of("emptyContent", "absent"));
    }
    if (complaint.says("array", "list", "string")) {
      add(Lesson.of("toolMedia", false));
      add(Lesson.of("media", false));
    }
  }

  private void field(String name) {
    switch (name) {
      case "max_tokens", "max_completion_tokens", "max_output_tokens" -> cap(name);
      case "stream" -> stream();
      case "stream_options" -> unwelcome(Lesson.of("streamUsage", false), Lesson.omit(name));
      case "include" -> unwelcome(Lesson.of("encryptedReasoning", false), Lesson.omit(name));
      default -> {
        if (name.equals("reasoning") && complaint.says("summary")) {
          unwelcome(Lesson.omit("reasoning.summary"));
        }
        if (!NEVER_DROPPED.contains(name)) {
          unwelcome(Lesson.omit(name));
        }
      }
    }
  }

  private void cap(String name) {
    Matcher most = CAP.matcher(complaint.words());
    if (most.find()) {
      String digits = most.group(1).replaceAll("\\D", "");
      if (digits.length() < 9 && Integer.parseInt(digits) > 0) {
        add(Lesson.of("outputLimit", Integer.parseInt(digits)));
      }
    }
    if (name.equals("max_tokens")) {
      unwelcome(Lesson.of("outputCap", "max_completion_tokens"));
    } else if (name.equals("max_completion_tokens")) {
      unwelcome(Lesson.of("outputCap", "max_tokens"));
    }
    unwelcome(Lesson.omit(name));
  }

  private void stream() {
    if (complaint.says("only support", "must be", "set 'stream'", "requires stream", "required")) {
      add(Lesson.of("alwaysStream", true));
    } else if (UNWELCOME.matcher(complaint.words()).find()) {
      add(Lesson.of("streaming", false));
    }
  }

  private void unwelcome(Lesson... suggested) {
    if (UNWELCOME.matcher(complaint.words()).find()) {
      lessons.addAll(List.of(suggested));
    }
  }

  private void add(Lesson lesson) {
    lessons.add(lesson);
  }
}
