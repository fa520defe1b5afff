package dev.latchkey.runtime.context;

import static dev.latchkey.runtime.context.Events.by;
import static dev.latchkey.runtime.context.Events.failure;
import static dev.latchkey.runtime.context.Events.reply;
import static dev.latchkey.runtime.context.Events.result;
import static dev.latchkey.runtime.context.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.copilot.generated.SessionEvent;
import dev.latchkey.providers.Content;
import dev.latchkey.providers.Content.Media;
import dev.latchkey.providers.Content.Reasoning;
import dev.latchkey.providers.Content.Text;
import dev.latchkey.providers.Content.ToolCall;
import dev.latchkey.providers.Content.ToolResult;
import dev.latchkey.providers.Message;
import dev.latchkey.providers.Message.Role;
import dev.latchkey.providers.ReasoningSeal;
import dev.latchkey.providers.ReasoningSeal.Family;
import dev.latchkey.providers.catalogue.ImageLimits;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HistoryRendererTest {
  private static final Text INTERRUPTED = new Text(HistoryRenderer.INTERRUPTED);

  @Test
  void aToolTurnKeepsCallOrderWhateverTheOrderOfCompletion() {
    List<SessionEvent> journal =
        List.of(
            user("hi"),
            reply(new Text("let me see"), call("a", "{\"x\":1}"), call("b", "{}")),
            result("b", "B"),
            failure("a", "broken"),
            reply(new Text("done")));

    assertThat(render(journal))
        .containsExactly(
            Message.user("hi"),
            assistant(new Text("let me see"), call("a", "{\"x\":1}"), call("b", "{}")),
            Message.results(
                List.of(
                    new ToolResult("a", List.of(new Text("broken")), true),
                    new ToolResult("b", List.of(new Text("B")), false))),
            Message.assistant("done"));
  }

  @Test
  void callsWithoutResultAreInterrupted() {
    List<SessionEvent> journal =
        List.of(
            user("hi"), reply(call("a", "{}"), call("b", "{}")), result("a", "A"), user("go on"));

    HistoryRenderer renderer = HistoryRenderer.ofSession();
    journal.forEach(renderer::add);

    assertThat(renderer.render(HistoryTarget.ANY))
        .containsExactly(
            Message.user("hi"),
            assistant(call("a", "{}"), call("b", "{}")),
            Message.results(
                List.of(
                    new ToolResult("a", List.of(new Text("A")), false),
                    new ToolResult("b", List.of(INTERRUPTED), true))),
            Message.user("go on"));
    assertThat(renderer.unanswered()).containsExactly("b");
  }

  @Test
  void lateResultsGoWhereTheyBelongDuplicatesAndOrphansNowhere() {
    List<SessionEvent> journal =
        List.of(
            result("never", "orphan"),
            user("1"),
            reply(call("a", "{}")),
            user("steering"),
            reply(new Text("ok")),
            result("a", "late"),
            result("a", "again"));

    assertThat(render(journal))
        .containsExactly(
            Message.user("1"),
            assistant(call("a", "{}")),
            results("a", "late"),
            Message.user("steering"),
            Message.assistant("ok"));
  }

  @Test
  void reusedIdsBecomeUnique() {
    List<SessionEvent> journal =
        List.of(
            user("1"),
            reply(call("c", "{}"), call("c", "{}")),
            result("c", "first"),
            result("c", "second"),
            reply(call("c", "{}")),
            result("c", "third"));

    assertThat(render(journal))
        .containsExactly(
            Message.user("1"),
            assistant(call("c", "{}"), call("c_2", "{}")),
            Message.results(
                List.of(
                    new ToolResult("c", List.of(new Text("first")), false),
                    new ToolResult("c_2", List.of(new Text("second")), false))),
            assistant(call("c_3", "{}")),
            results("c_3", "third"));
  }

  @Test
  void storedArgumentsThatAreNoObjectsBecomeObjects() {
    List<SessionEvent> journal =
        Events.of(
            "user.message {'content':'x'}",
            "assistant.message {'messageId':'m','content':'','toolRequests':["
                + "{'toolCallId':'1','name':'t','arguments':'{ truncated'},"
                + "{'toolCallId':'2','name':'t','arguments':[1]},"
                + "{'toolCallId':'3','name':'t'},"
                + "{'toolCallId':'4','name':'t','arguments':'{\\'a\\':1}'},"
                + "{'toolCallId':'5','name':'patch','type':'custom','arguments':'text'},"
                + "{'toolCallId':'6','name':''}]}");

    assertThat(render(journal).get(1))
        .isEqualTo(
            assistant(
                ToolCall.of("1", "t", "{}"),
                ToolCall.of("2", "t", "{}"),
                ToolCall.of("3", "t", "{}"),
                ToolCall.of("4", "t", "{\"a\":1}"),
                ToolCall.of("5", "patch", "{\"input\":\"text\"}"),
                ToolCall.of("6", "invalid_tool_call", "{}")));
  }

  @Test
  void theTransformedTextIsWhatTheModelSees() {
    List<SessionEvent> journal =
        Events.of("user.message {'content':'hi','transformedContent':'<t>now</t> hi'}");

    assertThat(render(journal)).containsExactly(Message.user("<t>now</t> hi"));
  }

  @Test
  void subAgentsHaveTheirOwnConversation() {
    List<SessionEvent> journal =
        List.of(
            user("main"),
            reply(call("task", "{}")),
            by("task", user("sub")),
            by("task", reply(call("x", "{}"))),
            by("task", result("x", "X")),
            by("task", reply(new Text("found"))),
            result("task", "found"));

    assertThat(render(journal))
        .containsExactly(
            Message.user("main"), assistant(call("task", "{}")), results("task", "found"));

    HistoryRenderer agent = HistoryRenderer.ofAgent("task");
    journal.forEach(agent::add);
    assertThat(agent.render(HistoryTarget.ANY))
        .containsExactly(
            Message.user("sub"),
            assistant(call("x", "{}")),
            results("x", "X"),
            Message.assistant("found"));
  }

  @Test
  void noticesAndSkillsAreUserMessages() {
    List<SessionEvent> journal =
        Events.of(
            "system.notification {'content':'<system_notification>\\nA\\n</system_notification>'}",
            "system.notification {'content':'B'}",
            "skill.invoked {'name':'s','path':'/p','content':'c'}",
            "user.message {'content':'<skill-context name=\\'s\\'>','source':'skill-s'}",
            "system.message {'content':'prompt','role':'system'}",
            "session.info {'infoType':'x','message':'y'}");

    assertThat(render(journal))
        .containsExactly(
            Message.user("<system_notification>\nA\n</system_notification>"),
            Message.user("<system_notification>\nB\n</system_notification>"),
            Message.user("<skill-context name=\"s\">"));
  }

  @Test
  void attachmentsBecomeMediaTextOrNotes() {
    List<SessionEvent> journal =
        Events.of(
            "session.binary_asset {'assetId':'as','type':'image','mimeType':'image/jpeg',"
                + "'byteLength':3,'data':'QUJD'}",
            "user.message {'content':'look','transformedContent':'look','attachments':["
                + "{'type':'blob','data':'iVBO','mimeType':'image/png','displayName':'shot'},"
                + "{'type':'blob','data':'aGk=','mimeType':'text/plain','displayName':'n.txt'},"
                + "{'type':'blob','data':'UEs=','mimeType':'application/zip','displayName':'z'},"
                + "{'type':'file','path':'/p.jpg','displayName':'p.jpg','assetId':'as'},"
                + "{'type':'file','path':'/q.pdf','displayName':'q.pdf','mimeType':'application/pdf',"
                + "'omittedReason':'too_large'},"
                + "{'type':'file','path':'/a.txt','displayName':'a.txt'}]}");

    assertThat(render(journal))
        .containsExactly(
            new Message(
                Role.USER,
                List.of(
                    new Text("look"),
                    new Text("shot"),
                    new Media("image/png", "iVBO", "shot"),
                    new Text(
                        "<attachment mimeType=\"text/plain\" name=\"n.txt\">\nhi\n</attachment>"),
                    new Text("[application/zip \"z\" left out: models cannot read this type]"),
                    new Text("Image file at path /p.jpg"),
                    new Media("image/jpeg", "QUJD", "p.jpg"),
                    new Text("File at path /q.pdf"),
                    new Text("[application/pdf \"q.pdf\" left out: it is too large]"))));
  }

  @Test
  void mediaTheTargetCannotTakeIsANote() {
    List<SessionEvent> journal =
        Events.of(
            "user.message {'content':'look','attachments':["
                + "{'type':'blob','data':'iVBO','mimeType':'image/png'}]}",
            "assistant.message {'messageId':'m','content':'',"
                + "'toolRequests':[{'toolCallId':'v','name':'view','arguments':{}}]}",
            "tool.execution_complete {'toolCallId':'v','success':true,'result':{'content':'ok',"
                + "'binaryResultsForLlm':[{'type':'image','data':'AAAA','mimeType':'image/png',"
                + "'description':'d'}]}}");
    HistoryTarget blind = new HistoryTarget(false, ImageLimits.NONE, true, Set.of());

    assertThat(HistoryRenderer.render(journal, blind))
        .containsExactly(
            new Message(
                Role.USER,
                List.of(
                    new Text("look"), new Text("[image/png left out: this model cannot read it]"))),
            assistant(ToolCall.of("v", "view", "{}")),
            Message.results(
                List.of(
                    new ToolResult(
                        "v",
                        List.of(
                            new Text("ok"),
                            new Text("[image/png \"d\" left out: this model cannot read it]")),
                        false))));
    assertThat(render(journal).get(2).content().getFirst())
        .isEqualTo(
            new ToolResult(
                "v", List.of(new Text("ok"), new Media("image/png", "AAAA", "d")), false));
  }

  @Test
  void reasoningGoesOnlyToTheFamilyThatSealedIt() {
    Reasoning thought =
        new Reasoning("hm", new ReasoningSeal(Family.ANTHROPIC, null, "signature", null));
    List<SessionEvent> journal = List.of(user("1"), reply(thought, new Text("ok")));

    assertThat(render(journal)).last().isEqualTo(assistant(thought, new Text("ok")));
    assertThat(
            HistoryRenderer.render(
                journal,
                new HistoryTarget(true, ImageLimits.NONE, true, Set.of(Family.COMPLETIONS))))
        .last()
        .isEqualTo(Message.assistant("ok"));
  }

  @Test
  void newerShapesOfKnownEventsAreNotLost() {
    List<SessionEvent> journal =
        Events.newer(
            "user.message {'content':'hi','delivery':'telepathy'}",
            "assistant.message {'content':'','toolRequests':[{'toolCallId':'c','name':'t',"
                + "'arguments':{'a':1},'type':'quantum'}]}",
            "tool.execution_complete {'toolCallId':'c','success':true,'mood':3,"
                + "'result':{'content':'R','uiResource':7}}",
            "session.compaction_complete {'success':false,'trigger':'whim'}");

    assertThat(render(journal))
        .containsExactly(
            Message.user("hi"), assistant(ToolCall.of("c", "t", "{\"a\":1}")), results("c", "R"));
  }

  @Test
  void emptyMessagesCannotMakeAHistoryInvalid() {
    List<SessionEvent> journal =
        List.of(
            reply(new Text("hello first")),
            user(" "),
            reply(),
            reply(new Reasoning("only thoughts", null)),
            user("x"));

    assertThat(render(journal))
        .containsExactly(
            Message.user("(The conversation starts here.)"),
            Message.assistant("hello first"),
            Message.user("(empty message)"),
            Message.user("x"));
  }

  private static List<Message> render(List<SessionEvent> journal) {
    return HistoryRenderer.render(journal, HistoryTarget.ANY);
  }

  private static ToolCall call(String id, String arguments) {
    return ToolCall.of(id, "tool", arguments);
  }

  private static Message assistant(Content... content) {
    return new Message(Role.ASSISTANT, List.of(content));
  }

  private static Message results(String id, String text) {
    return Message.results(List.of(new ToolResult(id, List.of(new Text(text)), false)));
  }
}
