#pragma once

#include <memory>
#include <vector>

#include <QStringList>

class QgsProcessingParameterDefinition;

namespace calving
{

struct Parameter;

//! A parameter as QGIS declares it, with its help, which says at its end what holds where it is left out.
class DocumentedParameter
{
public:
  //! Takes \a definition over.
  DocumentedParameter( QgsProcessingParameterDefinition *definition, const QString &help );
  //! Declares \a entry, a parameter of the core.
  explicit DocumentedParameter( const Parameter &entry );
  DocumentedParameter( DocumentedParameter &&other ) noexcept;
  ~DocumentedParameter();

  //! Shows it among the advanced ones.
  DocumentedParameter &&advanced() &&;

  QString name() const;
  QgsProcessingParameterDefinition *release() { return mDefinition.release(); }

private:
  std::unique_ptr<QgsProcessingParameterDefinition> mDefinition;
};

using DocumentedParameters = std::vector<DocumentedParameter>;

//! Those of \a list that \a names name.
DocumentedParameters only( DocumentedParameters list, const QStringList &names );

} // namespace calving
