package io.voxward.audit;

import jakarta.enterprise.context.RequestScoped;

/**
 * Who acts in this request. A dialect names the caller after it has authenticated them; work that
 * nobody asked for in a request (a job, the end of a stream) is the service's own.
 */
@RequestScoped
public class CurrentActor {
  /** The actor where no caller is named. */
  static final String SERVICE = "service";

  private String actor = SERVICE;

  /** Names the actor: an access key's id or the id of a session's stream. */
  public void is(String name) {
    actor = name;
  }

  /** The actor's name. */
  public String name() {
    return actor;
  }
}
