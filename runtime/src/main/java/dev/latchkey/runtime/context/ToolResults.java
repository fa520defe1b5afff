package dev.latchkey.runtime.context;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.copilot.generated.ToolExecutionCompleteError;
import com.github.copilot.generated.ToolExecutionCompleteEvent.ToolExecutionCompleteEventData;
import com.github.copilot.generated.ToolExecutionCompleteResult;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Content.Text;
import java.util.ArrayList;
import java.util.List;

/** What a model is told of a tool that ran. */
final class ToolResults {
  private ToolResults() {}

  static List<Content> content(ToolExecutionCompleteEventData data, BinaryAssets assets) {
    ToolExecutionCompleteResult result = data.result();
    ToolExecutionCompleteError error = data.error();
    if (result == null) {
      String message = error == null ? null : error.message();
      return List.of(new Text(message == null ? "" : message));
    }
    List<Content> content = new ArrayList<>();
    content.add(new Text(result.content() == null ? "" : result.content()));
    if (result.binaryResultsForLlm() != null) {
      for (Object binary : result.binaryResultsForLlm()) {
        JsonNode tree = Json.tree(binary);
        content.add(assets.media(tree, Json.text(tree, "description")));
      }
    }
    return content;
  }
}
