#pragma once

#include <QString>

class QgsFields;

namespace calving
{

/**
 * The index of the attribute \a name among \a fields.
 *
 * Throws QgsProcessingException, a sentence that begins with what \a layer is, lists the attributes and ends
 * with \a mend, where there is none.
 */
int requiredField( const QgsFields &fields, const QString &name, const QString &layer, const QString &mend );

} // namespace calving
