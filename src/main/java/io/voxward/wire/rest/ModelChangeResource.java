package io.voxward.wire.rest;

import static io.voxward.access.Permission.READ_JOBS;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.voxward.access.Caller;
import io.voxward.access.CurrentCaller;
import io.voxward.voiceprint.ModelCount;
import io.voxward.voiceprint.ModelStanding;
import io.voxward.voiceprint.ModelStanding.Role;
import io.voxward.voiceprint.VoiceprintOwner.Kind;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How far a change of the speaker model is, in the domains that the caller may act in. */
@Path("/api/v1/model-change")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ModelChangeResource {
  private final ModelStanding standing;
  private final CurrentCaller current;

  /** Speaks for {@code standing}. */
  public ModelChangeResource(ModelStanding standing, CurrentCaller current) {
    this.standing = standing;
    this.current = current;
  }

  /**
   * How far it is.
   *
   * @param currentModel the model which new voiceprints are made by
   * @param previousModel the model before, while it is configured
   * @param moving whether voiceprints are moved from the one to the other
   * @param previousModelNeeded whether voiceprints of it are left
   * @param models how many voiceprints of which model there are
   */
  public record ChangeBody(
      String currentModel,
      @Nullable String previousModel,
      boolean moving,
      boolean previousModelNeeded,
      List<ModelBody> models) {}

  /**
   * The voiceprints of one model.
   *
   * @param standing CURRENT, PREVIOUS or NOT_CONFIGURED
   */
  public record ModelBody(String model, String standing, long speakers, long fraudsters) {}

  /** Shows how many voiceprints of which model are left. */
  @GET
  @Needs(READ_JOBS)
  public ChangeBody get() {
    Caller caller = current.caller();
    Map<String, List<ModelCount>> counts =
        standing.counts(caller.tenant()).stream()
            .filter(count -> caller.scope().covers(count.domain()))
            .collect(Collectors.groupingBy(ModelCount::model, TreeMap::new, Collectors.toList()));
    List<ModelBody> models =
        counts.entrySet().stream().map(entry -> body(entry.getKey(), entry.getValue())).toList();
    return new ChangeBody(
        standing.current().value(),
        standing.previous().map(Object::toString).orElse(null),
        standing.moves(),
        models.stream().anyMatch(model -> model.standing().equals(Role.PREVIOUS.name())),
        models);
  }

  private ModelBody body(String model, List<ModelCount> counts) {
    return new ModelBody(
        model, standing.role(model).name(), sum(counts, Kind.SPEAKER), sum(counts, Kind.FRAUDSTER));
  }

  private static long sum(List<ModelCount> counts, Kind kind) {
    return counts.stream().filter(count -> count.kind() == kind).mapToLong(ModelCount::count).sum();
  }
}
