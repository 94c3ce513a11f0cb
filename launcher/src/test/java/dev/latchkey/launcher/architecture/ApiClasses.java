package dev.latchkey.launcher.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.latchkey.api.bus.Request;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Stream;

/** What is found in {@code api} on the class path, whether it is listed anywhere or not. */
final class ApiClasses {

  private ApiClasses() {}

  /** Every request that can be asked. */
  static List<Class<?>> requests() {
    return RealHouse.CLASSES.stream()
        .filter(each -> each.isAssignableTo(Request.class) && !each.isInterface())
        .<Class<?>>map(JavaClass::reflect)
        .toList();
  }

  /** The record that answers a request. */
  static Class<?> answerTo(Class<?> request) {
    return Stream.of(request.getGenericInterfaces())
        .filter(ParameterizedType.class::isInstance)
        .map(ParameterizedType.class::cast)
        .filter(each -> Request.class.isAssignableFrom((Class<?>) each.getRawType()))
        .map(each -> erased(each.getActualTypeArguments()[0]))
        .findFirst()
        .orElseThrow();
  }

  private static Class<?> erased(Type type) {
    return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
  }
}
