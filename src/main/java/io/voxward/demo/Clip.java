package io.voxward.demo;

/**
 * One recorded prompt of the demo.
 *
 * @param id its name in the catalogue
 * @param person whose voice it is
 * @param language what is spoken, as a language tag
 * @param file where it lies beside the catalogue
 */
record Clip(String id, String person, String language, String file) {}
