package com.github.copilot;

import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementScanner14;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Refuses experimental types in the signatures of user code unless they are allowed: by {@link
 * AllowCopilotExperimental} on the declaration or around it, or by {@code
 * -Acopilot.experimental.allowed=true}. Method bodies are not looked into.
 */
@SupportedAnnotationTypes("*")
@SupportedOptions(CopilotExperimentalProcessor.OPTION)
public class CopilotExperimentalProcessor extends AbstractProcessor {

  static final String OPTION = "copilot.experimental.allowed";

  private boolean allowed;

  /** Creates the processor; the compiler does. */
  public CopilotExperimentalProcessor() {}

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    allowed = Boolean.parseBoolean(environment.getOptions().get(OPTION));
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    if (!allowed) {
      round.getRootElements().forEach(root -> root.accept(new Scanner(), null));
    }
    return false;
  }

  private final class Scanner extends ElementScanner14<@Nullable Void, @Nullable Void> {

    @Override
    public @Nullable Void scan(Element element, @Nullable Void unused) {
      boolean exempt =
          element.getAnnotation(AllowCopilotExperimental.class) != null || isExperimental(element);
      return exempt ? null : super.scan(element, null);
    }

    @Override
    public @Nullable Void visitType(TypeElement type, @Nullable Void unused) {
      if (type.getAnnotation(AllowCopilotExperimental.class) != null || isExperimental(type)) {
        return null;
      }
      check(type, type.getSuperclass());
      type.getInterfaces().forEach(parent -> check(type, parent));
      return super.visitType(type, null);
    }

    @Override
    public @Nullable Void visitVariable(VariableElement variable, @Nullable Void unused) {
      check(variable, variable.asType());
      return super.visitVariable(variable, null);
    }

    @Override
    public @Nullable Void visitExecutable(ExecutableElement method, @Nullable Void unused) {
      check(method, method.getReturnType());
      method.getThrownTypes().forEach(thrown -> check(method, thrown));
      return super.visitExecutable(method, null);
    }
  }

  private void check(Element where, TypeMirror type) {
    if (type instanceof DeclaredType declared) {
      if (isExperimental(declared.asElement())) {
        processingEnv
            .getMessager()
            .printMessage(
                Diagnostic.Kind.ERROR,
                declared.asElement().getSimpleName()
                    + " is experimental: put @AllowCopilotExperimental on the declaration, or"
                    + " compile with -A"
                    + OPTION
                    + "=true",
                where);
      }
      declared.getTypeArguments().forEach(argument -> check(where, argument));
    } else if (type instanceof ArrayType array) {
      check(where, array.getComponentType());
    } else if (type instanceof WildcardType wildcard) {
      if (wildcard.getExtendsBound() != null) {
        check(where, wildcard.getExtendsBound());
      }
      if (wildcard.getSuperBound() != null) {
        check(where, wildcard.getSuperBound());
      }
    }
  }

  private static boolean isExperimental(Element element) {
    return element.getAnnotation(CopilotExperimental.class) != null;
  }
}
