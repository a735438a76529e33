package io.voxward.profile;

import io.voxward.domain.PurgeStep;
import io.voxward.profile.store.ProfileRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Removes the profiles of a domain that is purged; they are unreadable already. */
@ApplicationScoped
public class ProfilesPurge implements PurgeStep {
  private final ProfileRepository rows;

  /** Removes from {@code rows}. */
  public ProfilesPurge(ProfileRepository rows) {
    this.rows = rows;
  }

  @Override
  public List<Part> parts() {
    return List.of(new Part("profiles", rows::countOf, rows::purge));
  }
}
