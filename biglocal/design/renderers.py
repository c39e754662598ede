"""How Django draws every form of the service: with our templates, as GOV.UK components."""

from django.forms.renderers import TemplatesSetting

from biglocal.design.bound import DesignBoundField


class DesignRenderer(TemplatesSetting):
    """Serves forms written elsewhere too (sign-in, second factor): `{{ form }}` looks like ours."""

    form_template_name = "govuk/form.html"
    formset_template_name = "govuk/formset.html"
    bound_field_class = DesignBoundField
