package com.github.copilot.rpc;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.github.copilot.tool.CopilotTool;
import com.github.copilot.tool.CopilotToolMetadataProvider;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;

/** Loads what the annotation processor has made of a class with tool methods. */
final class AnnotatedTools {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private AnnotatedTools() {}

  @SuppressWarnings("unchecked") // the provider of a class takes instances of that class
  static List<ToolDefinition> of(Class<?> type, Object instance) {
    String name = type.getName() + "$$CopilotToolMeta";
    try {
      Class<?> found = Class.forName(name, true, type.getClassLoader());
      CopilotToolMetadataProvider<Object> provider =
          (CopilotToolMetadataProvider<Object>) found.getDeclaredConstructor().newInstance();
      return provider.definitions(instance, JSON);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          name
              + " was not found: compile "
              + type.getSimpleName()
              + " with the annotation processor com.github.copilot.tool.CopilotToolProcessor"
              + " (-processor, or a processor path with this SDK)",
          e);
    }
  }

  static void requireStatic(Class<?> type) {
    for (Method method : type.getDeclaredMethods()) {
      if (method.isAnnotationPresent(CopilotTool.class)
          && !Modifier.isStatic(method.getModifiers())) {
        throw new IllegalArgumentException(
            type.getSimpleName()
                + "."
                + method.getName()
                + " is not static, which fromClass() needs: use fromObject with an instance");
      }
    }
  }
}
