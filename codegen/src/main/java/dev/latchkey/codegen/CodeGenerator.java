package dev.latchkey.codegen;

import dev.latchkey.codegen.Declaration.EventType;
import dev.latchkey.codegen.Description.MethodKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Turns the protocol description into Java sources; the build step of the protocol module. */
public final class CodeGenerator {
  private final Description description;
  private final Overlay overlay;
  private final SourceTree tree;

  private CodeGenerator(Description description, Overlay overlay, SourceTree tree) {
    this.description = description;
    this.overlay = overlay;
    this.tree = tree;
  }

  /**
   * Generates the sources unless they are up to date.
   *
   * @param args the folder of the description and the folder to write sources to
   */
  public static void main(String[] args) throws IOException {
    Path schema = Path.of(args[0]);
    Path output = Path.of(args[1]);
    UpToDate stamp = UpToDate.of(schema, output);
    if (stamp.isCurrent()) {
      return;
    }
    SourceTree tree = new SourceTree(output);
    int files = new CodeGenerator(Description.read(schema), Overlay.read(schema), tree).generate();
    stamp.mark();
    System.out.println("Generated " + files + " sources from " + schema.getFileName());
  }

  private int generate() throws IOException {
    events();
    rpc();
    return tree.finish();
  }

  private void events() throws IOException {
    PackageModel model = new PackageModel(description, overlay, PackageModel.EVENTS);
    description.events().forEach(model::addEvent);
    write(model);
    List<EventType> events =
        model.declarations().values().stream()
            .filter(EventType.class::isInstance)
            .map(EventType.class::cast)
            .toList();
    SessionEventSource base = new SessionEventSource(events);
    tree.write(PackageModel.EVENTS, "SessionEvent", base.base());
    tree.write(PackageModel.EVENTS, "UnknownSessionEvent", base.unknown());
    tree.write(PackageModel.EVENTS, "SessionEventTypes", base.resolver());
    tree.write(EventWriterSource.PACKAGE, "EventTypes", EventTypesSource.write(events));
    Map<String, String> writers = new EventWriterSource(model, events).sources();
    for (Map.Entry<String, String> writer : writers.entrySet()) {
      tree.write(EventWriterSource.PACKAGE, writer.getKey(), writer.getValue());
    }
  }

  private void rpc() throws IOException {
    PackageModel model = new PackageModel(description, overlay, PackageModel.RPC);
    List<RpcMethod> methods = new RpcModel(model).declare(description.methods());
    write(model);
    tree.write(PackageModel.RPC, "RpcCaller", RpcSupportSource.caller());
    tree.write(PackageModel.RPC, "RpcMapper", RpcSupportSource.mapper());
    accessors(ApiTree.of(methods, MethodKind.SERVER));
    accessors(ApiTree.of(methods, MethodKind.SESSION));
  }

  private static String packageInfo(String name) {
    String what = name.equals(PackageModel.RPC) ? "methods and their types" : "session events";
    return "/** The public protocol: " + what + "; generated. */\npackage " + name + ";\n";
  }

  private void accessors(ApiTree api) throws IOException {
    tree.write(PackageModel.RPC, api.className(), ApiSource.write(api));
    for (ApiTree child : api.children().values()) {
      accessors(child);
    }
  }

  private void write(PackageModel model) throws IOException {
    tree.write(model.packageName(), "package-info", packageInfo(model.packageName()));
    for (Declaration declaration : model.declarations().values()) {
      SourceText out = SourceText.file(model.packageName());
      new TypeSource(model.packageName()).write(declaration, out);
      tree.write(model.packageName(), declaration.name(), out.toString());
    }
  }
}
