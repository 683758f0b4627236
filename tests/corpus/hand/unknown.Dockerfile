FROM a
FORM b
RUNN x
{{ template }}
{% if x %}
RUN y
<<<<<<< HEAD
=======
