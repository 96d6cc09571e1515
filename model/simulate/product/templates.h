#pragma once

namespace calving
{

/**
 * A product's XML files with all that does not vary, as the files templates/ hold them.
 *
 * What varies is empty, and what occurs several times stands there once.
 */
extern const char *const annotationTemplate;
extern const char *const calibrationTemplate;
extern const char *const noiseTemplate;
extern const char *const manifestTemplate;

} // namespace calving
