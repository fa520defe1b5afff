package com.github.copilot.rpc;

/**
 * An older name of {@link SystemMessageSections}.
 *
 * @deprecated use {@link SystemMessageSections}
 */
@Deprecated
public final class SystemPromptSections extends SystemMessageSections {

  private SystemPromptSections() {}
}
