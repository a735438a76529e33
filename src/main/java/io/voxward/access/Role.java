package io.voxward.access;

import static io.voxward.access.Permission.ADMINISTER_WATCHLISTS;
import static io.voxward.access.Permission.DELETE_SPEAKERS;
import static io.voxward.access.Permission.ENROLL_SPEAKERS;
import static io.voxward.access.Permission.EXPORT_SPEAKERS;
import static io.voxward.access.Permission.IDENTIFY_VOICES;
import static io.voxward.access.Permission.OPT_OUT_SPEAKERS;
import static io.voxward.access.Permission.READ_AUDIT;
import static io.voxward.access.Permission.READ_DOMAINS;
import static io.voxward.access.Permission.READ_JOBS;
import static io.voxward.access.Permission.READ_PROFILES;
import static io.voxward.access.Permission.READ_RECEIPTS;
import static io.voxward.access.Permission.READ_SESSIONS;
import static io.voxward.access.Permission.READ_SPEAKERS;
import static io.voxward.access.Permission.READ_WATCHLISTS;
import static io.voxward.access.Permission.RECORD_CONSENTS;
import static io.voxward.access.Permission.REGISTER_FRAUDSTERS;
import static io.voxward.access.Permission.RUN_SESSIONS;
import static io.voxward.access.Permission.VERIFY_SPEAKERS;
import static io.voxward.access.Permission.WITHDRAW_OPT_OUT;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The parts people and machines play, each with what it may do. */
public enum Role {
  /** Everything. */
  ADMIN(EnumSet.allOf(Permission.class)),
  /** An agent in the control panel. */
  AGENT(
      EnumSet.of(
          READ_DOMAINS,
          READ_SPEAKERS,
          OPT_OUT_SPEAKERS,
          WITHDRAW_OPT_OUT,
          RECORD_CONSENTS,
          ENROLL_SPEAKERS,
          RUN_SESSIONS,
          READ_SESSIONS,
          READ_PROFILES)),
  /** A contact flow, an IVR or a media platform. */
  FLOW(
      EnumSet.of(
          READ_DOMAINS,
          READ_SPEAKERS,
          OPT_OUT_SPEAKERS,
          RECORD_CONSENTS,
          ENROLL_SPEAKERS,
          VERIFY_SPEAKERS,
          RUN_SESSIONS,
          READ_SESSIONS,
          READ_PROFILES)),
  /** A fraud analyst. */
  ANALYST(
      EnumSet.of(
          READ_DOMAINS,
          READ_SPEAKERS,
          READ_SESSIONS,
          ADMINISTER_WATCHLISTS,
          READ_WATCHLISTS,
          REGISTER_FRAUDSTERS,
          IDENTIFY_VOICES,
          READ_PROFILES,
          READ_JOBS)),
  /** A privacy officer. */
  PRIVACY(
      EnumSet.of(
          READ_DOMAINS,
          READ_SPEAKERS,
          DELETE_SPEAKERS,
          OPT_OUT_SPEAKERS,
          WITHDRAW_OPT_OUT,
          RECORD_CONSENTS,
          EXPORT_SPEAKERS,
          READ_AUDIT,
          READ_RECEIPTS));

  @SuppressWarnings("ImmutableEnumChecker") // copied in the constructor
  private final Set<Permission> permissions;

  Role(Set<Permission> permissions) {
    this.permissions = Set.copyOf(permissions);
  }

  /** What the role may do. */
  public Set<Permission> permissions() {
    return permissions;
  }

  /** The role's name in requests and answers: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of that word, if there is one. */
  public static Optional<Role> named(String word) {
    for (Role role : values()) {
      if (role.word().equals(word)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
