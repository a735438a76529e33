package io.voxward.wire.voiceid;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.voxward.wire.voiceid.Operation.Nothing;
import io.voxward.wire.voiceid.ServiceModel.Modelled;
import jakarta.inject.Inject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds the records of every operation against the service model. */
@QuarkusTest
class ServiceModelTest {
  private final Dispatcher dispatcher;
  private final ServiceModel model = ServiceModel.load();

  @Inject
  ServiceModelTest(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  @Test
  void every_operation_of_the_model_is_served() {
    // When
    Set<String> served = new TreeSet<>(dispatcher.names());

    // Then
    assertThat(model.official()).hasSize(29);
    assertThat(served).containsAll(model.official());
    assertThat(served).isEqualTo(model.operations().keySet());
  }

  @Test
  void every_record_has_exactly_the_members_and_types_of_its_shape() {
    // Given
    List<String> broken = new ArrayList<>();

    // When
    for (String name : dispatcher.names()) {
      Operation<?, ?> operation = dispatcher.operation(name);
      Modelled modelled = model.operation(name);
      compare(name + " request", operation.request(), modelled.input(), broken);
      if (modelled.output() == null) {
        if (operation.response() != Nothing.class) {
          broken.add(name + " has no output in the model");
        }
      } else {
        compare(name + " response", operation.response(), modelled.output(), broken);
      }
    }

    // Then
    assertThat(broken).isEmpty();
  }

  private static void compare(String at, Type type, Shape shape, List<String> broken) {
    switch (shape) {
      case Shape.Text _ -> expect(at, type, String.class, broken);
      case Shape.Whole whole -> {
        boolean small = whole.max() <= Integer.MAX_VALUE;
        expect(at, type, small ? Integer.class : Long.class, broken);
      }
      case Shape.Fraction _ -> expect(at, type, Double.class, broken);
      case Shape.Flag _ -> expect(at, type, Boolean.class, broken);
      case Shape.Time _ -> expect(at, type, Instant.class, broken);
      case Shape.Many many -> {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
          compare(at + "[]", list.getActualTypeArguments()[0], many.member(), broken);
        } else {
          broken.add(at + " must be a list, not " + type);
        }
      }
      case Shape.Structure structure -> compareMembers(at, type, structure, broken);
    }
  }

  private static void compareMembers(
      String at, Type type, Shape.Structure structure, List<String> broken) {
    if (!(type instanceof Class<?> record) || !record.isRecord()) {
      broken.add(at + " must be a record, not " + type);
      return;
    }
    Map<String, Type> members = new TreeMap<>();
    for (RecordComponent component : record.getRecordComponents()) {
      String name = component.getName();
      members.put(
          Character.toUpperCase(name.charAt(0)) + name.substring(1), component.getGenericType());
    }
    for (Shape.Member member : structure.members()) {
      Type found = members.remove(member.name());
      if (found == null) {
        broken.add(at + " lacks " + member.name());
      } else {
        compare(at + "." + member.name(), found, member.shape(), broken);
      }
    }
    members.keySet().forEach(name -> broken.add(at + " has " + name + ", the model has not"));
  }

  private static void expect(String at, Type found, Class<?> wanted, List<String> broken) {
    if (found != wanted && found != primitive(wanted)) {
      broken.add(at + " must be " + wanted.getSimpleName() + ", not " + found);
    }
  }

  private static Class<?> primitive(Class<?> boxed) {
    return Arrays.asList(Integer.class, Long.class, Double.class, Boolean.class).contains(boxed)
        ? java.lang.invoke.MethodType.methodType(boxed).unwrap().returnType()
        : boxed;
  }
}
