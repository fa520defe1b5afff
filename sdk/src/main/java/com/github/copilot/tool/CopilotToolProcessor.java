package com.github.copilot.tool;

import com.github.copilot.CopilotExperimental;
import com.github.copilot.rpc.ToolInvocation;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.tools.Diagnostic;

/**
 * Writes a {@link CopilotToolMetadataProvider} for every class with {@link CopilotTool} methods.
 */
@CopilotExperimental
@SupportedAnnotationTypes("com.github.copilot.tool.CopilotTool")
public class CopilotToolProcessor extends AbstractProcessor {

  /** Creates the processor; the compiler does. */
  public CopilotToolProcessor() {}

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    Map<TypeElement, List<ExecutableElement>> tools = new LinkedHashMap<>();
    boolean valid = true;
    for (Element element : round.getElementsAnnotatedWith(CopilotTool.class)) {
      ExecutableElement method = (ExecutableElement) element;
      valid &= check(method);
      tools
          .computeIfAbsent((TypeElement) method.getEnclosingElement(), type -> new ArrayList<>())
          .add(method);
    }
    if (valid) {
      tools.forEach(this::write);
    }
    return false;
  }

  private boolean check(ExecutableElement method) {
    CopilotTool tool = method.getAnnotation(CopilotTool.class);
    boolean valid = require(tool.value().isBlank(), method, "the description must not be blank");
    valid &=
        require(
            method.getModifiers().contains(Modifier.PRIVATE),
            method,
            "a tool method must not be private");
    int invocations = 0;
    List<VariableElement> arguments = new ArrayList<>();
    for (VariableElement parameter : method.getParameters()) {
      if (isInvocation(parameter)) {
        invocations++;
        valid &=
            require(
                parameter.getAnnotation(CopilotToolParam.class) != null,
                parameter,
                "ToolInvocation is not an argument: leave out @CopilotToolParam");
      } else {
        arguments.add(parameter);
      }
    }
    valid &= require(invocations > 1, method, "a tool method takes at most one ToolInvocation");
    boolean described =
        isSingleRecord(arguments) ? checkRecord(arguments.get(0)) : check(arguments);
    return valid && described;
  }

  private boolean check(List<VariableElement> arguments) {
    boolean valid = true;
    for (VariableElement argument : arguments) {
      ToolParameter parameter = ToolParameter.of(argument);
      String problem = parameter.problem(argument.asType().getKind().isPrimitive());
      valid &= require(problem != null, argument, String.valueOf(problem));
    }
    return valid;
  }

  private boolean checkRecord(VariableElement argument) {
    CopilotToolParam given = argument.getAnnotation(CopilotToolParam.class);
    return require(
        given != null,
        argument,
        "a single record is the whole argument object: describe its components instead");
  }

  private boolean require(boolean wrong, Element where, String message) {
    if (wrong) {
      processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, message, where);
    }
    return !wrong;
  }

  /** The name of a tool after its method: every capital begins a word, as in other SDKs. */
  static String toSnakeCase(String name) {
    return name.replaceAll("(?<=.)(?=\\p{Upper})", "_").toLowerCase(Locale.ROOT);
  }

  static boolean isInvocation(VariableElement parameter) {
    return parameter.asType().toString().endsWith(ToolInvocation.class.getName());
  }

  static boolean isSingleRecord(List<VariableElement> arguments) {
    return arguments.size() == 1
        && arguments.get(0).asType() instanceof DeclaredType declared
        && declared.asElement().getKind() == ElementKind.RECORD;
  }

  private void write(TypeElement type, List<ExecutableElement> methods) {
    ToolSource source =
        new ToolSource(processingEnv.getTypeUtils(), processingEnv.getElementUtils(), type);
    try (Writer out = processingEnv.getFiler().createSourceFile(source.name(), type).openWriter()) {
      out.write(source.write(methods));
    } catch (IOException e) {
      require(true, type, "cannot write " + source.name() + ": " + e.getMessage());
    }
  }
}
